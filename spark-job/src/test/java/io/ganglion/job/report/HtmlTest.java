package io.ganglion.job.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HtmlTest {
  @Test
  void escapesTextAndAttributes() {
    String page = new Html().element("b", "<i>&\"'</i>", "title", "\"><script>").finish();

    assertThat(page)
        .isEqualTo("<b title=\"&quot;&gt;&lt;script&gt;\">&lt;i&gt;&amp;&quot;&#39;&lt;/i&gt;</b>");
  }

  @Test
  void replacesWhatXmlRefusesAndWhatTurnsTheWritingDirection() {
    String page = new Html().text("a\u0000b\u001bc\ud800d\uffffe\u202ef\u2066g").finish();

    assertThat(page).isEqualTo("a\ufffdb\ufffdc\ufffdd\ufffde\ufffdf\ufffdg");
  }

  @Test
  void keepsEmojiAndLineBreaks() {
    assertThat(new Html().text("😀\n\t价格").finish()).isEqualTo("😀\n\t价格");
  }

  @Test
  void writesVoidElementsAsXmlDoes() {
    assertThat(new Html().element("meta", "", "charset", "utf-8").finish())
        .isEqualTo("<meta charset=\"utf-8\" />\n");
  }

  @Test
  void refusesElementsThatDoNotNest() {
    Html html = new Html().open("p").open("b");

    assertThatThrownBy(() -> html.close("p"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("expected to close b, found p");
    assertThatThrownBy(html::finish)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("found open [b, p]");
  }
}
