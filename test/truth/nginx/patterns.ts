/** PCRE patterns; what cannot be translated must be left open, never answered wrongly. */
export const PATTERNS = ['^a+b$', 'a{2,3}$', '^[a-c]+$', '^[^a-c]+$', '[]a]', '[^]a]', '[[:digit:]]+$', '^[[:alpha:]_]+$', '\\d{2}', '^\\w+$', '^\\W$', '\\s', 'a|b$', '^(a|b)c$', '^(?:ab)+$', 'a\\.b', 'a\\-b', '\\x61b', '^\\Qa.b\\E$',
  'a?b', 'a*?b', '^a.c$', 'a$', '\\Aa\\z', 'a\\Z', '\\bcat\\b', '(?i)ABC', '(?<x>a)b', 'a{,2}b', 'a{2', '[a\\-c]x', '[\\w.]+$', '[\\d-]+$', '[+-]', '^.*?\\.(?:css|js)$', '^(?!a)b', '(?<=a)b', 'a++b', '(?>a)b', '(a)\\1',
  '^[\\s\\S]+$', '\\h', '\\R', 'a(?#note)b', '[\\x41-\\x43]', '\\/a', '[/]a', '^((a|b)*c|d)e?$', '(?-i)a', 'a{0}b', '^$', '[a-]b', '[-a]b', '\\101', 'a\\Kb', '[\\]a]+$', '(?:a|ab)(?:c|bcd)$', '\\N+$', '^[^\\d]+$', '~', '\\e', '\\_a', '\\%']

export const TEXTS = ['a', 'b', 'ab', 'aab', 'aaa', 'abc', 'ABC', 'a.b', 'a-b', 'a_b', 'axc', 'ac', 'bc', '12', '1', 'cat', 'acat', 'a cat', 'x.css', 'x.cs', 'aa', 'abab', 'de', 'abe', 'e', 'a\n', 'a]', '-b', '+', '{2', 'a{2', 'a\tb', 'a{,2}b', 'Cx', '%', '~']
