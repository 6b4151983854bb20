/** Larger files are refused, in bytes: no configuration that a person wrote comes near. */
export const FILE_LIMIT = 8 * 1024 * 1024

/** A NUL among the first bytes makes a file binary, as it does for git. */
export const BINARY_PROBE = 8000
