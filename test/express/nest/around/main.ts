import { ValidationPipe, VersioningType } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { AppModule } from './app.module'
import { Plain } from './filters'

async function bootstrap() {
  const app = await NestFactory.create(AppModule)
  app.setGlobalPrefix('api', { exclude: ['health'] })
  app.enableVersioning({ type: VersioningType.URI })
  app.useGlobalFilters(new Plain())
  app.enableCors()
  await app.listen(Number(process.env.PORT ?? 3000), '127.0.0.1')
}
void bootstrap()
