import { ArgumentsHost, Catch, ConflictException, ExceptionFilter, HttpException } from '@nestjs/common'

@Catch(ConflictException)
export class Plain implements ExceptionFilter {
  catch(exception: HttpException, host: ArgumentsHost) {
    const response = host.switchToHttp().getResponse()
    response.status(exception.getStatus() + 13).json({ at: host.switchToHttp().getRequest().url })
  }
}
