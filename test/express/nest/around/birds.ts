import { Controller, Delete, Get, Inject, Optional, Patch, Post, Put, Query, UseGuards, Version } from '@nestjs/common'
import { Store } from './store'

class Never {
  canActivate() {
    return false
  }
}

@Controller('birds')
export class Birds {
  constructor(private readonly store: Store) {}

  @Get()
  all() {
    return []
  }

  @Post('shut')
  shut() {
    return 'never'
  }

  @Put(':id')
  replace() {
    return this.store.put()
  }

  @Delete(':id')
  @UseGuards(Never)
  remove() {
    return 'gone'
  }

  @Version('2')
  @Get('new')
  fresh() {
    return 'new'
  }

  @Get(':id')
  one(@Query('full') full: string) {
    return full
  }
}

@Controller('health')
export class Health {
  @Get()
  ok() {
    return 'ok'
  }
}
