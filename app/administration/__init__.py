"""Who tends accounts, devices and units: three officers who keep each other in check."""
