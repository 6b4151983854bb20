import { MiddlewareConsumer, Module, NestModule, RequestMethod } from '@nestjs/common'
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core'
import { Birds, Health } from './birds'
import { Closed, Hours, Timing, refuse } from './middleware'
import { Nests } from './nests'
import { MemoryStore, Store } from './store'

@Module({
  controllers: [Birds, Health],
  providers: [
    { provide: Store, useClass: MemoryStore },
    { provide: APP_INTERCEPTOR, useClass: Timing },
  ],
})
export class BirdsModule implements NestModule {
  configure(consumer: MiddlewareConsumer) {
    consumer.apply(refuse).forRoutes({ path: 'birds/shut', method: RequestMethod.POST })
    consumer.apply(Closed).forRoutes('gone')
    consumer.apply(Hours).exclude('health').forRoutes(Birds)
  }
}

@Module({ imports: [BirdsModule], controllers: [Nests], providers: [{ provide: 'LIMIT', useValue: 3 }] })
export class AppModule {}
