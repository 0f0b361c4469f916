"""Why a choice is locked: what fails, with which values, which step made it so, and what would open it."""
