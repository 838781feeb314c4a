package io.ganglion.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MatrixTest {
  @Test
  void viewsAndNeverCopies() {
    float[] data = {0f, 1f, 2f, 3f, 4f, 5f, 6f, 7f};
    Matrix view = new Matrix().point(data, 1, 2, 2, 3);
    assertThat(view.get(0, 0)).isEqualTo(1f);
    assertThat(view.get(1, 1)).isEqualTo(5f);
    assertThat(view.row(1)).isEqualTo(4);
    assertThat(view.size()).isEqualTo(4);
    view.set(1, 0, 40f);
    assertThat(data[4]).isEqualTo(40f);
    assertThat(new Matrix().point(view).get(1, 0)).isEqualTo(40f);
    assertThat(view).hasToString("Matrix[2, 2]");
  }

  @Test
  void isContiguousWithoutGaps() {
    float[] data = new float[12];
    assertThat(Matrix.of(data, 3, 4).contiguous()).isTrue();
    assertThat(new Matrix().point(data, 0, 3, 2, 4).contiguous()).isFalse();
    assertThat(new Matrix().point(data, 2, 1, 2, 4).contiguous()).isTrue();
    assertThat(new Matrix().contiguous()).isTrue();
  }

  @Test
  void refusesMoreElementsThanAnArrayHolds() {
    assertThatThrownBy(() -> new Matrix(1 << 16, 1 << 16)).isInstanceOf(ArithmeticException.class);
  }

  @Test
  void sparseRowsHoldWhatTheyStore() {
    Csr csr = new Csr(5);
    assertThat(csr.stored()).isZero();
    csr.rows = 2;
    csr.start = new int[] {0, 1, 3};
    assertThat(csr.stored()).isEqualTo(3);
  }
}
