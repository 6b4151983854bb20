import { Module } from '@nestjs/common'
import { A } from './a.controller'
import { CatsService } from './cats.service'
@Module({ controllers: [A], providers: [CatsService] })
export class AppModule {}
