package io.ganglion.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RowSetTest {
  @Test
  void keepsEachRowOnceInTheOrderOfItsFirstComing() {
    RowSet set = new RowSet();
    Random random = new Random(1);
    // More rows than it has room for at first, then fewer; neighbours, and rows far apart.
    for (int n : new int[] {5_000, 40, 0, 700}) {
      int[] rows = random.ints(n, 0, n + 1).map(row -> row % 3 == 0 ? row * 1_000 : row).toArray();
      Set<Integer> expected = new LinkedHashSet<>();
      Arrays.stream(rows).forEach(expected::add);
      set.clear();
      set.addAll(rows, n / 2);
      set.addAll(rows, n);
      List<Integer> found = new ArrayList<>();
      for (int i = 0; i < set.count(); i++) {
        found.add(set.rows()[i]);
      }
      assertThat(found).containsExactlyElementsOf(expected);
      int[] places = set.places();
      for (int i = 0; i < n; i++) {
        assertThat(set.rows()[places[i]]).isEqualTo(rows[i]);
        assertThat(set.place(rows[i])).isEqualTo(places[i]);
      }
    }
  }

  @Test
  void hasRoomForTheFirstRowAndTheLastThatThereCanBe() {
    RowSet set = new RowSet();
    set.add(Integer.MAX_VALUE);
    set.add(0);
    assertThat(set.add(Integer.MAX_VALUE)).isZero();
    assertThat(set.count()).isEqualTo(2);
    assertThat(set.place(0)).isEqualTo(1);
    assertThat(set.place(Integer.MAX_VALUE)).isZero();
  }
}
