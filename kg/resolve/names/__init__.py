"""Names of persons and bodies: taken apart, compared, and how far alike means one."""
