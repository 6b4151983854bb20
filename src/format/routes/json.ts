import type { Outcome } from '../../model/outcome.ts'
import type { RouteTable, TableCell, TableRow } from '../../site/table.ts'
import { methodLabel, plain } from '../../site/words.ts'
import { toJson } from '../json.ts'
import { reachName, shownHost } from './label.ts'

const outcomeOf = ({ status, by, headers, decidedBy, when, unless }: Outcome): object => ({
  status,
  by,
  ...('allow' in headers && { allow: headers.allow }),
  ...(decidedBy && { file: decidedBy.file, line: decidedBy.start.line }),
  ...(when !== undefined && { when: plain(when) }),
  ...(unless?.length && { unless }),
})

const answerOf = ({ method, tone, layer, outcomes }: TableCell): object => ({
  method: methodLabel(method),
  tone,
  layer,
  outcomes: outcomes.map(outcomeOf),
})

const rowOf = ({ path, like, cells }: TableRow): object => ({
  path,
  ...(like !== undefined && { like }),
  answers: cells.map(answerOf),
})

/** The table for a program: what each method gets at each path, by public name and port. */
export const routesJson = ({ hosts, behind, assumptions }: RouteTable): string =>
  toJson({
    hosts: hosts.map(({ origin, host, port, methods, rows }) => ({
      host: shownHost(host),
      port,
      layer: origin.layer,
      origin: origin.name,
      methods: methods.map(methodLabel),
      rows: rows.map(rowOf),
    })),
    unreached: behind.flatMap((one) =>
      one.reached ? [] : [{ route: reachName(one), file: one.route.range.file, line: one.route.range.start.line }],
    ),
    assumptions,
  })
