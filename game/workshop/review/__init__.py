"""What a change did to a story: two versions held against each other. docs/commands.md has the command."""
