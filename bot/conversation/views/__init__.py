"""What the bot says, as documents and buttons; every function here is pure."""
