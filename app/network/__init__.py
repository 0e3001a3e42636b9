"""Road and ferry network: travel times to shelters, and why somebody cannot reach one."""
