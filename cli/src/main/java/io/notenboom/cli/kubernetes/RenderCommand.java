// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli.kubernetes;

import io.notenboom.hosting.customer.CustomerSpec;
import io.notenboom.hosting.customer.InvalidCustomerException;
import io.notenboom.hosting.customer.document.CustomerDocument;
import io.notenboom.hosting.kubernetes.platform.PlatformConfig;
import io.notenboom.hosting.kubernetes.platform.PlatformFile;
import io.notenboom.hosting.kubernetes.platform.UnsupportedSpecException;
import io.notenboom.hosting.kubernetes.render.GitOpsFolder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Renders a customer's node as manifests of Kubernetes, for who keeps a cluster by Git. */
@Command(
        name = "render",
        description = "Renders the node of a customer as manifests of Kubernetes; the same input gives the same files.",
        mixinStandardHelpOptions = true)
public final class RenderCommand implements Callable<Integer> {

    private final PrintStream out;
    private final PrintStream err;

    @Parameters(index = "0", paramLabel = "SPEC", description = "The customer's specification, YAML or JSON.")
    Path specification = Path.of("customer.yaml");

    @Option(
            names = "--platform",
            paramLabel = "FILE",
            defaultValue = "platform.yaml",
            description = "What the nodes of the cluster have in common (default: ${DEFAULT-VALUE}).")
    Path platform = Path.of("platform.yaml");

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description =
                    "Folder for the manifests; made when missing. What an earlier rendering left there is removed.")
    Path folder = Path.of("manifests");

    /** Writes to these streams. */
    public RenderCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        try {
            PlatformConfig config = PlatformFile.read(platform);
            CustomerSpec spec = CustomerDocument.read(Files.readString(specification));
            Set<String> files = new GitOpsFolder(config).write(spec, folder);
            files.stream().sorted().map(folder::resolve).forEach(out::println);
            return 0;
        } catch (InvalidCustomerException invalid) {
            invalid.problems().forEach(problem -> err.println("notenboom: " + specification + ": " + problem));
            return 2;
        } catch (UnsupportedSpecException unsupported) {
            err.println("notenboom: " + specification + ": " + unsupported.getMessage());
            return 2;
        } catch (IllegalArgumentException invalid) {
            err.println("notenboom: " + platform + ": " + invalid.getMessage());
            return 2;
        } catch (NoSuchFileException missing) {
            err.println("notenboom: there is no file " + missing.getFile());
            return 2;
        } catch (IOException failure) {
            err.println(
                    "notenboom: cannot read " + specification + " or write " + folder + ": " + failure.getMessage());
            return 1;
        }
    }
}
