"""What one session looks at: the build from the cache, the chosen language, month and place, and its address."""
