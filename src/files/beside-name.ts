/** What a file's new text is called until it takes the file's place: the file's name, and eight digits that tell whose it is. */
export const BESIDE = /^\.(.+)\.([0-9a-f]{8})[0-9a-f]{4}\.tmp$/s
