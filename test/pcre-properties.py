#!/usr/bin/env python3
"""Prints src/regex/properties.ts: the names behind \\p that the installed PCRE2 knows, asked of the library itself.
Run on Debian 12 (PCRE2 10.42): python3 test/pcre-properties.py > src/regex/properties.ts"""
import ctypes
import textwrap

LIBRARY = 'libpcre2-8.so.0'
pcre2 = ctypes.CDLL(LIBRARY)
pcre2.pcre2_compile_8.restype = ctypes.c_void_p


def compiles(pattern):
    error, offset = ctypes.c_int(), ctypes.c_size_t()
    return bool(pcre2.pcre2_compile_8(pattern.encode(), ctypes.c_size_t(len(pattern)), 0, ctypes.byref(error), ctypes.byref(offset), None))


# The library holds its names one after the other, each ended by a zero, from adlam to zyyy or zzzz.
with open('/proc/self/maps') as maps:
    path = next(line.split()[-1] for line in maps if LIBRARY.split('.')[0] in line)
blob = open(path, 'rb').read()
start = blob.find(b'\0adlam\0') + 1
names = blob[start:blob.find(b'\0\0', start)].decode().split('\0')
known = [name for name in names if compiles('\\p{%s}' % name)]
scripts = [name for name in known if compiles('\\p{sc:%s}' % name)]


def constant(name, words):
    lines = textwrap.wrap(' '.join(words), 150)
    return "const %s = new Set(`\n%s\n`.trim().split(/\\s+/))" % (name, '\n'.join(lines))


print('// Made by test/pcre-properties.py from PCRE2 10.42.')
print(constant('SCRIPTS', scripts))
print(constant('OTHERS', [name for name in known if name not in scripts]))
print("""
const SCRIPT = new Set(['sc', 'script', 'scx', 'scriptextensions'])
const BIDI = new Set(['bc', 'bidiclass'])

/** get_ucp of PCRE2: whether it knows what stands in the braces of a \\\\p. Case, spaces, hyphens and underscores do not count. */
export function isProperty(text: string): boolean {
  const name = text.replace(/^\\^/, '').replace(/[\\s_-]/g, '').toLowerCase()
  const [, kind, value = ''] = /^([^:=]*)[:=](.*)$/s.exec(name) ?? []
  if (kind === undefined) return SCRIPTS.has(name) || OTHERS.has(name)
  return SCRIPT.has(kind) ? SCRIPTS.has(value) : BIDI.has(kind) && OTHERS.has(`bidi${value}`)
}""")
