"""Our use of the durable engine: which jobs exist, when they run, how they are tried again and given up."""
