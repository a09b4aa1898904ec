"""What members are told of what they hand each other. No mail ever carries a prospect's name or contact details."""
