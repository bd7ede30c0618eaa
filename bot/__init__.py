"""Teams on the outside: what comes in over HTTP, what goes out to the Bot Connector."""
