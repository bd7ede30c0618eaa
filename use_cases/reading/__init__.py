"""What marketplaces tell us: proposals, offers, contracts, and how often they are asked."""
