using NUnit.Framework;
using Shouldly;
using SparkLoad.Targets.Homes;

namespace SparkLoad.Targets.Tests.Homes;

internal sealed class SubmitArgumentsTests
{
    [Test]
    public void Arguments_OfTheUser_ComeLastAndWin()
    {
        var arguments = Of(
            "--master", "local-cluster[2,1,1024]", "--conf", "spark.ui.port=4999", "--conf=spark.connect.grpc.binding.port=15099");

        arguments.All[^1].ShouldBe("spark-internal");
        arguments.Port.ShouldBe(15099);
        arguments.Ui.ShouldBe(new Uri("http://127.0.0.1:4999/"));
        arguments.Shown()["spark.master"].ShouldBe("local-cluster[2,1,1024]");
    }

    [Test]
    public void Ui_TurnedOff_IsUnknown() => Of("--conf", "spark.ui.enabled=false").Ui.ShouldBeNull();

    [Test]
    public void Shown_Settings_LeaveSecretsOut()
    {
        var shown = Of("--conf", "spark.hadoop.fs.s3a.secret.key=abc", "--conf", "spark.executor.cores=1", "--packages", "a:b:1").Shown();

        shown.Values.ShouldNotContain("abc");
        shown["spark.executor.cores"].ShouldBe("1");
        shown["spark-submit --packages"].ShouldBe("a:b:1");
        shown["spark.driver.memory"].ShouldBe("2g");
    }

    [Test]
    public void Secrets_ByNameOrOfVariables_AreInAFileAndNotOnTheCommandLine()
    {
        var arguments = new SubmitArguments(
            "/scratch", 15041, 4041,
            [
                "--conf", "spark.hadoop.fs.s3a.secret.key=a=\\b c", "--conf", "spark.app.name=before", "--properties-file", "/etc/my.conf",
                "--conf=spark.app.name= hidden", "--conf", "spark.ui.enabled=false",
            ],
            ["spark.app.name"]);

        string.Join(' ', arguments.All).ShouldEndWith(
            "local --conf spark.ui.enabled=false --properties-file /scratch/secrets.conf spark-internal");
        arguments.SecretLines.ShouldBe("spark.hadoop.fs.s3a.secret.key=a\\=\\\\b c\nspark.app.name=hidden\n");
        arguments.UsersProperties.ShouldBe("/etc/my.conf");
        arguments.Shown().Keys.ShouldBe(["spark.master", "spark.driver.memory", "spark.ui.enabled", "spark-submit --properties-file"]);
        Of("--properties-file", "/etc/my.conf").All.ShouldContain("/etc/my.conf");
    }

    private static SubmitArguments Of(params string[] users) => new("/scratch", 15041, 4041, users);
}
