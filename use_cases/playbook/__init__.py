"""The playbook in Teams: its pages are found, read and used, and programme leads make new ones out of closed gigs."""
