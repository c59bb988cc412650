"""What each chart of the budget says, in French sentences computed from the figures that it draws."""
