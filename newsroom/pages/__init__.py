"""The readers' pages: server-rendered from editions; they ask the apps and decide nothing."""
