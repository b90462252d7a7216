// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.image.app;

import io.notenboom.hosting.image.ImageBuilder;
import io.notenboom.hosting.image.JavaRuntime;
import io.notenboom.hosting.image.Program;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code notenboom image}: images of the services, as files. */
@Command(
        name = "image",
        description =
                "Builds images of services as tars of OCI layouts, without a daemon; the same build gives the same digest.",
        mixinStandardHelpOptions = true)
public final class ImageCommand implements Callable<Integer> {

    private static final List<String> ALL = List.of("registry", "auth", "pdp", "proxy", "backup", "operator");

    private final Path home;
    private final PrintStream out;
    private final PrintStream err;

    @Parameters(
            arity = "0..*",
            paramLabel = "SERVICE",
            description = "registry, auth, pdp, proxy, backup, operator; all when none.")
    List<String> services = List.of();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "Folder for tars and bills of materials.")
    Path folder = Path.of("images");

    @Option(
            names = "--repository",
            paramLabel = "NAME",
            defaultValue = "localhost/notenboom",
            description = "Beginning of the images' names (default: ${DEFAULT-VALUE}).")
    String repository = "localhost/notenboom";

    @Option(
            names = "--release",
            paramLabel = "VERSION",
            defaultValue = "0.1.0-SNAPSHOT",
            description = "Version of the software (default: ${DEFAULT-VALUE}).")
    String release = "0.1.0-SNAPSHOT";

    ImageCommand(Path home, PrintStream out, PrintStream err) {
        this.home = home;
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            Files.createDirectories(folder);
            Path work = Files.createTempDirectory(folder, ".work");
            try {
                build(work);
                return 0;
            } finally {
                remove(work);
            }
        } catch (IllegalArgumentException wrong) {
            err.println("notenboom: " + wrong.getMessage());
            return 2;
        } catch (IOException failure) {
            err.println("notenboom: " + failure.getMessage());
            return 1;
        }
    }

    private void build(Path work) throws IOException, InterruptedException {
        Map<String, Program> programs = new LinkedHashMap<>();
        for (String service : services.isEmpty() ? ALL : services) {
            programs.put(service, program(service));
        }
        JavaRuntime runtime = JavaRuntime.link(JavaRuntime.MODULES, work.resolve("java"));
        ImageBuilder builder = new ImageBuilder(runtime, work.resolve("build"));
        for (Map.Entry<String, Program> program : programs.entrySet()) {
            String name = repository + "/" + program.getKey();
            Path tar = folder.resolve(program.getKey() + ".tar");
            ImageBuilder.Built built = builder.build(program.getValue(), name + ":" + release, tar);
            Files.writeString(folder.resolve(program.getKey() + ".cdx.json"), built.billOfMaterials());
            out.println(program.getKey() + ": " + name + "@" + built.digest());
        }
    }

    private Program program(String service) throws IOException {
        return switch (service) {
            case "registry", "auth", "pdp" ->
                Program.fastJar(service, release, home.resolve(service + "-service/target/quarkus-app"));
            case "proxy" -> Program.fastJar(service, release, home.resolve("aaa-proxy/target/quarkus-app"));
            case "backup" ->
                Program.jars(
                        service,
                        release,
                        home.resolve("hosting/backup/target/lib"),
                        "io.notenboom.hosting.backup.app.BackupCommand");
            case "operator" ->
                Program.jars(
                        service,
                        release,
                        home.resolve("hosting/kubernetes/target/lib"),
                        "io.notenboom.hosting.kubernetes.operator.app.OperatorProgram");
            default -> throw new IllegalArgumentException("there is no service '" + service + "'; there are: " + ALL);
        };
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Runs the command and exits with its status: 0 done, 1 failed, 2 wrong arguments. */
    public static void main(String[] arguments) {
        Path home = Path.of(System.getProperty("notenboom.home", "."))
                .toAbsolutePath()
                .normalize();
        System.exit(new CommandLine(new ImageCommand(home, System.out, System.err)).execute(arguments));
    }
}
