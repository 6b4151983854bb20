import {
  CallHandler,
  ExecutionContext,
  GoneException,
  Injectable,
  NestInterceptor,
  NestMiddleware,
} from '@nestjs/common'

export function refuse(request, response, next) {
  response.status(423).end()
}

@Injectable()
export class Closed implements NestMiddleware {
  use(request, response, next) {
    throw new GoneException()
  }
}

@Injectable()
export class Hours implements NestMiddleware {
  use(request, response, next) {
    response.setHeader('X-Hours', 'all')
    next()
  }
}

@Injectable()
export class Timing implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler) {
    const begun = Date.now()
    void begun
    return next.handle()
  }
}
