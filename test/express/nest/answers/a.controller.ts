import {
  Controller,
  Get,
  Post,
  Put,
  Res,
  Req,
  Body,
  HttpCode,
  Redirect,
  NotFoundException,
  NotImplementedException,
  HttpException,
  HttpStatus,
  Header,
  Param,
  ParseIntPipe,
  Next,
  MethodNotAllowedException,
  All,
  Head,
  Options,
} from '@nestjs/common'
import { CatsService } from './cats.service'
class Gone extends HttpException {
  constructor() {
    super('gone', HttpStatus.GONE)
  }
}
class Own extends NotFoundException {}
@Controller('a')
export class A {
  constructor(private readonly cats: CatsService) {}
  @Get('plain') plain() {
    return 'x'
  }
  @Get('nothing') nothing() {}
  @Get('num') num() {
    return 204
  }
  @Post('post') async post() {
    return 'x'
  }
  @Post('code') @HttpCode(204) code() {
    return 'x'
  }
  @Get('missing') missing() {
    throw new NotFoundException('no')
  }
  @Get('notimpl') notimpl() {
    throw new NotImplementedException()
  }
  @Get('teapot') teapot() {
    throw new HttpException('t', HttpStatus.I_AM_A_TEAPOT)
  }
  @Get('err') err() {
    throw new Error('x')
  }
  @Get('str') str() {
    throw 'x'
  }
  @Get('like') like() {
    const e: any = new Error('m')
    e.status = 404
    throw e
  }
  @Get('like2') like2() {
    const e: any = new Error('m')
    e.statusCode = 404
    throw e
  }
  @Get('like3') like3() {
    throw { statusCode: 404 }
  }
  @Get('res') res(@Res() r) {
    r.status(202).send('a')
  }
  @Get('resp') resp(@Res({ passthrough: true }) r) {
    r.status(202)
    return 'x'
  }
  @Post('respost') respost(@Res() r) {
    r.send('posted')
  }
  @Get('redir') @Redirect('/a') redir() {}
  @Get('redir2') @Redirect('/a', 301) redir2() {
    return { url: '/b', statusCode: 307 }
  }
  @Post('redirpost') @Redirect('/a') redirpost() {}
  @Get('codethrow') @HttpCode(202) codethrow() {
    throw new NotFoundException()
  }
  @Get('hdr') @Header('Allow', 'GET') hdr() {}
  @Get('pi/:i') pi(@Param('i', ParseIntPipe) i) {
    return i
  }
  @Get('mna') mna() {
    throw new MethodNotAllowedException()
  }
  @Get('setstatus') setstatus(@Req() q) {
    q.res.status(418)
    return 'x'
  }
  @Get('resnext') resnext(@Res() r, @Next() n) {
    n()
  }
  @Get('resnexterr') resnexterr(@Res() r, @Next() n) {
    n(new NotFoundException())
  }
  @Post('resthrow') resthrow(@Res() r) {
    throw new NotFoundException()
  }
  @All('all') all() {
    return 'x'
  }
  @Options('options') options() {
    return 'o'
  }
  @Head('head') head() {
    return 'h'
  }
  @Get('undefthrow') undefthrow() {
    throw undefined
  }
  @Get('double') double() {
    return new Promise((_, j) => j(new NotFoundException()))
  }
  @Get('retex') retex() {
    return new NotFoundException()
  }
  @Get('sent') sent(@Res({ passthrough: true }) r) {
    r.status(201).send('x')
    return 'y'
  }
  @Get('gone') gone() {
    throw new Gone()
  }
  @Get('own') own() {
    throw new Own()
  }
  @Get('cat') cat() {
    return this.cats.find(1)
  }
  @Get('cats') async cats_() {
    return this.cats.all()
  }
  @Get('catch') async caught() {
    try {
      return this.cats.find(1)
    } catch (e) {
      if (e instanceof HttpException) throw new HttpException('x', e.getStatus() + 1)
      throw e
    }
  }
  @Get('noargs') noargs(r) {
    return r === undefined ? 'x' : r.status(500).send()
  }
}
