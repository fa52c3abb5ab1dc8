"""The site that was built goes to where readers find it. Nothing is rendered here.

`built` says what is to be published. `branch` brings it to a branch of a git repository, `copying` into a folder, and
`workflow` has GitHub do it. `outside` does the I/O: no other module here touches the disk or runs git.
"""
