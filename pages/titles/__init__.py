"""What each chart shows, as its title: figures in, a finding out; a neutral title where the data do not settle it."""
