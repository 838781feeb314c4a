package io.ganglion.job;

import io.ganglion.model.KnownSchema;
import io.ganglion.model.ModelException;
import io.ganglion.model.TrainedModel;
import io.ganglion.model.WarmStart;
import io.ganglion.network.Network;
import io.ganglion.train.ModelSpec;
import java.io.PrintStream;
import org.apache.hadoop.conf.Configuration;

/**
 * What a training begins with: weights as they are drawn, or those of a model, whose columns then
 * stay as they are.
 *
 * @param columns of the model; null without one
 * @param weights of the model; null without one
 */
record Beginning(KnownSchema columns, WarmStart weights) {
  private static final Beginning FRESH = new Beginning(null, null);

  /**
   * Reads the model that a job starts from, if it names one.
   *
   * @throws ModelException if it can't be read
   */
  static Beginning of(Job job, Configuration hadoop, PrintStream out) {
    FromSpec from = job.training().from();
    if (from == null) {
      return FRESH;
    }
    if (from.absent() == FromSpec.Absent.FRESH && !Models.exists(from.model(), hadoop)) {
      out.printf("from     no model at %s yet: the weights are drawn anew%n", from.model());
      return FRESH;
    }
    TrainedModel model = Models.read(from.model(), hadoop);
    Object epoch = model.facts().get("epoch");
    out.printf("from     %s%s%n", from.model(), epoch == null ? "" : ", of epoch " + epoch);
    return new Beginning(
        new KnownSchema(
            "training.from: model " + from.model(),
            model.schema(),
            from.newCategories() == FromSpec.Categories.LEARN,
            from.newClasses() == FromSpec.Classes.LEARN),
        new WarmStart(from.model(), model));
  }

  /**
   * The weights before the first step.
   *
   * @throws io.ganglion.network.NetworkException if the network is not the model's
   */
  float[] weights(ModelSpec spec, Network network, long seed) {
    float[] drawn = network.initialize(seed);
    return weights == null ? drawn : weights.over(spec, network, drawn);
  }
}
