/** Counts cases, and prints the count when the suite is done. */
export class Tally {
  private cases = 0;

  constructor(private readonly what: string) {
    after(() => {
      console.log(`      ${this.cases} ${this.what} tried`);
    });
  }

  count(): void {
    this.cases += 1;
  }
}
