package io.ganglion.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Once compiled, neither a product nor a kernel leaves anything to the garbage collector. */
class AllocationTest {
  private static final int CALLS = 2_000;
  private static final int MEASUREMENTS = 200;

  @ParameterizedTest
  @EnumSource
  void productsAllocateNothing(Backend backend) throws IOException {
    Sgemm sgemm = backend.sgemm();
    Matrix x = new Matrix(16, 13);
    Matrix w = new Matrix(64, 13);
    Matrix y = new Matrix(16, 64);
    Matrix column = new Matrix(16, 1);
    Matrix row = new Matrix(1, 64);
    Map<String, Runnable> products = new LinkedHashMap<>();
    products.put("x wᵀ", () -> Blas.gemm(sgemm, false, true, 1f, x, w, 0f, y));
    products.put("yᵀ x", () -> Blas.gemm(sgemm, true, false, 1f, y, x, 1f, w));
    products.put("y rowᵀ", () -> Blas.gemm(sgemm, false, true, 1f, y, row, 0f, column));
    products.put("columnᵀ y", () -> Blas.gemm(sgemm, true, false, 1f, column, y, 1f, row));
    products.put("column row", () -> Blas.gemm(sgemm, false, false, 1f, column, row, 0f, y));
    assertNothingAllocated(products);
  }

  @Test
  void kernelsAllocateNothing() {
    Matrix x = new Matrix(16, 37);
    Matrix y = new Matrix(16, 37);
    Matrix z = new Matrix(16, 37);
    Matrix row = new Matrix(1, 37);
    Map<String, Runnable> kernels = new LinkedHashMap<>();
    kernels.put("copy", () -> Kernels.copy(x, y));
    kernels.put("fill", () -> Kernels.fill(row, 0.1f));
    kernels.put("axpy", () -> Kernels.axpy(0.5f, x, y));
    kernels.put("multiply", () -> Kernels.multiply(x, y, z));
    int[] rows = {0, 9, 3};
    Csr csr = new Csr(16);
    csr.rows = 1;
    csr.start = new int[] {0, 3};
    csr.index = rows;
    csr.value = new float[] {1f, 0.5f, -1f};
    kernels.put("addProduct", () -> Rows.addProduct(csr, x, row));
    kernels.put("addTransposed", () -> Rows.addTransposed(csr, rows, row, x));
    kernels.put("gather", () -> Rows.gather(x.data, 0, 37, rows, 0, 3, y.data));
    kernels.put("scatter", () -> Rows.scatter(y.data, x.data, 0, 37, rows, 0, 3));
    kernels.put("addRow", () -> Kernels.addRow(row, x));
    kernels.put("addRowRelu", () -> Kernels.addRowRelu(row, y));
    kernels.put("addColumnSums", () -> Kernels.addColumnSums(x, row));
    kernels.put("relu", () -> Kernels.relu(x, y));
    kernels.put("reluBackward", () -> Kernels.reluBackward(y, x, z));
    kernels.put("sigmoid", () -> Kernels.sigmoid(x, y));
    kernels.put("sigmoidBackward", () -> Kernels.sigmoidBackward(y, x, z));
    kernels.put("tanh", () -> Kernels.tanh(x, y));
    kernels.put("tanhBackward", () -> Kernels.tanhBackward(y, x, z));
    kernels.put("leakyRelu", () -> Nonlinear.leakyRelu(0.1f, x, y));
    kernels.put("leakyReluBackward", () -> Nonlinear.leakyReluBackward(0.1f, y, x, z));
    kernels.put("elu", () -> Nonlinear.elu(0.5f, x, y));
    kernels.put("eluBackward", () -> Nonlinear.eluBackward(0.5f, y, x, z));
    kernels.put("softplus", () -> Nonlinear.softplus(x, y));
    kernels.put("softplusBackward", () -> Nonlinear.softplusBackward(y, x, z));
    kernels.put("gelu", () -> Nonlinear.gelu(x, y));
    kernels.put("geluBackward", () -> Nonlinear.geluBackward(x, y, z));
    kernels.put("exp", () -> Kernels.exp(x, y));
    kernels.put("softmax", () -> Kernels.softmax(x, y));
    kernels.put("dot", () -> Kernels.dot(x.data, y.data));
    kernels.put("sumOfSquares", () -> Kernels.sumOfSquares(x.data, 0, 37));
    assertNothingAllocated(kernels);
  }

  private static void assertNothingAllocated(Map<String, Runnable> calls) {
    calls.forEach((name, call) -> assertThat(leastAllocation(call)).as(name).isZero());
  }

  /** Bytes of the best of many measurements: the compiler needs its time. */
  private static long leastAllocation(Runnable call) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < MEASUREMENTS && least > 0; i++) {
      long before = threads.getThreadAllocatedBytes(thread);
      for (int j = 0; j < CALLS; j++) {
        call.run();
      }
      least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
    }
    return least;
  }
}
