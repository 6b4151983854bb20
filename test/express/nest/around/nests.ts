import { Controller, Get, HttpException, Inject, Post, Res, UseInterceptors } from '@nestjs/common'

class Full extends HttpException {
  constructor(limit: number) {
    super(`no more than ${limit}`, 507)
  }
}

@Controller({ path: 'nests', version: '1' })
export class Nests {
  private count = 0
  private later: { go(): string }

  constructor(@Inject('LIMIT') private readonly limit: number) {}

  onModuleInit() {
    this.later = { go: () => 'went' }
  }

  @Post()
  build() {
    if (this.limit > 2) throw new Full(this.limit)
    return 'built'
  }

  @Get('later')
  wait() {
    return this.later.go()
  }

  @Get('stream')
  stream(@Res() response) {
    response.type('text').status(206)
    response.end('x')
  }

  @Get('many')
  many() {
    this.count += 1
    return this.count > 1 ? 'many' : 'one'
  }
}
