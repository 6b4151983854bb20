import { ConflictException, Injectable } from '@nestjs/common'

export abstract class Store {
  abstract put(): string
}

@Injectable()
export class MemoryStore extends Store {
  put(): string {
    throw new ConflictException('there is one')
  }
}
