package io.ganglion.system;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass.Predicates;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.execution.ColumnarToRowExec;
import org.apache.spark.sql.execution.InputAdapter;
import org.apache.spark.sql.execution.ProjectExec;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.WholeStageCodegenExec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The packages depend on each other one way only. */
class PackageRulesTest {
  /** The packages of common, and what each may name besides itself. */
  private static final Map<String, List<String>> MAY_NAME =
      Map.ofEntries(
          Map.entry("config", List.of()),
          Map.entry("tensor", List.of("config")),
          Map.entry("data", List.of("config", "tensor")),
          Map.entry("loss", List.of("config", "tensor", "data")),
          Map.entry("metric", List.of("config", "tensor", "data")),
          Map.entry("network", List.of("config", "tensor", "data", "loss")),
          Map.entry("layer", List.of("config", "tensor", "data", "loss", "network")),
          Map.entry("optimize", List.of("config", "tensor")),
          Map.entry(
              "train",
              List.of("config", "tensor", "data", "loss", "metric", "network", "optimize")),
          Map.entry(
              "model",
              List.of(
                  "config",
                  "tensor",
                  "data",
                  "loss",
                  "metric",
                  "network",
                  "layer",
                  "optimize",
                  "train")),
          Map.entry(
              "api",
              List.of(
                  "config",
                  "tensor",
                  "data",
                  "loss",
                  "metric",
                  "network",
                  "layer",
                  "optimize",
                  "train",
                  "model")));

  /** The rooms of Spark's package, from a table to a prediction; none names those after it. */
  private static final List<String> ROOMS =
      List.of(
          "table", "cluster", "row", "shard", "facts", "sequence", "training", "scoring", "graph");

  private static JavaClasses common;
  private static JavaClasses sparkJob;
  private static JavaClasses everything;

  @BeforeAll
  static void read() {
    ClassFileImporter importer = new ClassFileImporter();
    common = importer.importPaths(Project.file("common/target/classes"));
    sparkJob = importer.importPaths(Project.file("spark-job/target/classes"));
    everything =
        importer.importPaths(
            Project.file("common/target/classes"), Project.file("spark-job/target/classes"));
  }

  static Stream<String> packages() {
    return MAY_NAME.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("packages")
  void aPackageNamesThoseBelowIt(String name) {
    String[] allowed =
        Stream.concat(Stream.of(name), MAY_NAME.get(name).stream())
            .map(PackageRulesTest::within)
            .toArray(String[]::new);
    classes()
        .that()
        .resideInAPackage(within(name))
        .should()
        .onlyDependOnClassesThat(
            Predicates.resideOutsideOfPackage("io.ganglion..")
                .or(Predicates.resideInAnyPackage(allowed)))
        .check(everything);
  }

  @Test
  void commonHasNoOtherPackages() {
    classes()
        .should()
        .resideInAnyPackage(packages().map(PackageRulesTest::within).toArray(String[]::new))
        .check(common);
  }

  @Test
  void nothingGoesRoundInCircles() {
    slices().matching("io.ganglion.(*)..").should().beFreeOfCycles().check(everything);
  }

  static Stream<String> rooms() {
    return ROOMS.stream();
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void aRoomOfSparkNamesThoseBeforeIt(String name) {
    String[] later =
        Stream.concat(
                Stream.of("io.ganglion.spark"),
                ROOMS.stream().skip(ROOMS.indexOf(name) + 1L).map(room -> within("spark." + room)))
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage(within("spark." + name))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(later)
        .check(sparkJob);
  }

  @Test
  void commonKnowsNoSpark() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "scala..")
        .check(common);
  }

  @Test
  void nobodyKnowsBreeze() {
    noClasses().should().dependOnClassesThat().resideInAPackage("breeze..").check(everything);
  }

  @Test
  void nobodyKnowsSparksInsides() {
    noClasses()
        .should()
        .dependOnClassesThat(
            Predicates.resideInAnyPackage(
                    "org.apache.spark..catalyst..",
                    "org.apache.spark..execution..",
                    "org.apache.spark..internal..",
                    "org.apache.spark.deploy..",
                    "org.apache.spark.rpc..",
                    "org.apache.spark.sql.classic..")
                // A row without objects, and how to come by it: the same methods in all of them.
                .and(not(equivalentTo(InternalRow.class)))
                .and(not(equivalentTo(ArrayData.class)))
                .and(not(equivalentTo(QueryExecution.class)))
                // The steps between a scan by columns and its rows.
                .and(not(equivalentTo(SparkPlan.class)))
                .and(not(equivalentTo(ColumnarToRowExec.class)))
                .and(not(equivalentTo(InputAdapter.class)))
                .and(not(equivalentTo(ProjectExec.class)))
                .and(not(equivalentTo(WholeStageCodegenExec.class)))
                .and(not(equivalentTo(Alias.class)))
                .and(not(equivalentTo(AttributeReference.class)))
                .and(not(equivalentTo(Expression.class))))
        .because("the same jar runs on Spark 3.5 and 4")
        .check(sparkJob);
  }

  @Test
  void nobodyKnowsScalasCollections() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAPackage("scala.collection..")
                // The rows of a task. What is used of them is the same in both.
                .and(not(equivalentTo(scala.collection.Iterable.class)))
                .and(not(equivalentTo(scala.collection.Iterator.class))))
        .because("they differ between Scala 2.12 and 2.13, and the same jar runs on both")
        .check(sparkJob);
  }

  private static String within(String name) {
    return "io.ganglion." + name + "..";
  }
}
