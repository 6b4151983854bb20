import { Injectable, NotFoundException } from '@nestjs/common'
@Injectable()
export class CatsService {
  private readonly cats = []
  find(id) {
    throw new NotFoundException('no such cat')
  }
  all() {
    return [1]
  }
}
