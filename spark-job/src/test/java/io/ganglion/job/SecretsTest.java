package io.ganglion.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretsTest {
  @Test
  void hidesLoginsAlone() {
    assertThat(
            Secrets.hidden("no file s3a://key:secret%2Fword@bucket/a, nor ftp://me:pw@host/b:c@d"))
        .isEqualTo("no file s3a://***@bucket/a, nor ftp://***@host/b:c@d");
    String without = "hdfs://host:9000/a@b, abfss://container@account.net/a:b@c, mail a:b@c";
    assertThat(Secrets.hidden(without)).isEqualTo(without);
  }
}
