// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.notenboom.hosting.customer.InvalidCustomerException;
import io.notenboom.hosting.customer.plan.StepKind;
import io.notenboom.hosting.customer.status.Condition.Status;
import io.notenboom.hosting.kubernetes.operator.OutsideReporter;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code notenboom hosting step}: what was done for a customer outside of its cluster. */
@Command(
        name = "step",
        description = {
            "Tells the operator in Kubernetes what was done for a customer outside of the cluster; without more than an id it lists"
                    + " what the operator waits for, and how it is done. The cluster is that of the environment, as kubectl takes"
                    + " it.",
            "Exit status: 0 done, 1 refused by the API server or not reached, 2 wrong arguments."
        },
        mixinStandardHelpOptions = true)
public final class StepCommand implements Callable<Integer> {

    private static final Map<String, StepKind> BY_CONDITION =
            OutsideReporter.STEPS.stream().collect(Collectors.toMap(StepKind::condition, step -> step));

    private final Supplier<KubernetesClient> cluster;
    private final PrintStream out;
    private final PrintStream err;

    @Parameters(paramLabel = "ID", description = "Id of the customer.")
    String id = "";

    @Option(names = "--done", paramLabel = "STEP", description = "It is done; may be repeated.")
    List<String> done = new ArrayList<>();

    @Option(names = "--failed", paramLabel = "STEP", description = "It cannot be done; may be repeated.")
    List<String> failed = new ArrayList<>();

    @Option(names = "--waiting", paramLabel = "STEP", description = "It is under way; may be repeated.")
    List<String> waiting = new ArrayList<>();

    @Option(names = "--reason", paramLabel = "WORD", description = "Why, in one word that begins with a capital.")
    @Nullable
    String reason;

    @Option(names = "--message", defaultValue = "", description = "Why, for people; no names.")
    String message = "";

    @Option(
            names = "--generation",
            description = "Generation of the specification that it was done for (default: the present one).")
    @Nullable
    Long generation;

    @Option(
            names = "--namespace",
            defaultValue = "notenboom-system",
            description = "Namespace of the customers' resources (default: ${DEFAULT-VALUE}).")
    String namespace = "notenboom-system";

    /**
     * Writes to these streams.
     *
     * @param cluster makes a client, which the command closes
     */
    public StepCommand(Supplier<KubernetesClient> cluster, PrintStream out, PrintStream err) {
        this.cluster = cluster;
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        try (KubernetesClient client = cluster.get()) {
            OutsideReporter reporter = new OutsideReporter(client, namespace);
            if (done.isEmpty() && failed.isEmpty() && waiting.isEmpty()) {
                reporter.expected(id).forEach(this::tell);
            } else {
                report(reporter, done, Status.TRUE, "Done");
                report(reporter, waiting, Status.UNKNOWN, "UnderWay");
                report(reporter, failed, Status.FALSE, "Failed");
            }
            return 0;
        } catch (IllegalArgumentException | InvalidCustomerException wrong) {
            err.println("notenboom: " + wrong.getMessage());
            return 2;
        } catch (IllegalStateException changed) {
            err.println("notenboom: " + changed.getMessage());
            return 1;
        } catch (KubernetesClientException refused) {
            err.println("notenboom: the API server refused, or cannot be reached: " + refused.getMessage());
            return 1;
        }
    }

    private void report(OutsideReporter reporter, List<String> names, Status status, String usual) {
        if (names.isEmpty()) {
            return;
        }
        List<StepKind> steps = names.stream().map(StepCommand::step).toList();
        long meant = reporter.report(
                id,
                steps,
                new OutsideReporter.Report(status, reason == null ? usual : reason, message),
                generation == null ? OptionalLong.empty() : OptionalLong.of(generation));
        out.println(String.join(", ", names) + ": " + status.wireName() + " for generation " + meant);
    }

    private static StepKind step(String name) {
        StepKind step = BY_CONDITION.get(name);
        if (step == null) {
            throw new IllegalArgumentException("there is no step '" + name + "'; there are: "
                    + BY_CONDITION.keySet().stream().sorted().collect(Collectors.joining(", ")));
        }
        return step;
    }

    private void tell(OutsideReporter.Expected expected) {
        out.printf(
                "%-16s %-8s %-18s %s%n",
                expected.step().condition(),
                expected.outcome().status().wireName(),
                expected.outcome().reason(),
                expected.outcome().status() == Status.TRUE
                        ? expected.outcome().message()
                        : expected.description() + ": " + how(expected.step()));
    }

    private String how(StepKind step) {
        return switch (step) {
            case CUSTODY ->
                "./notenboom vault provision --customer " + id + " --kubernetes-namespace nuts-" + id
                        + " --service-account node --audience vault";
            case KEYS -> "./notenboom vault keys --fill --customer " + id;
            case REGISTRY_SYNC ->
                "POST /registry/v1/enrolments and /registry/v1/vendor; done when a peer is equal in GET"
                        + " /registry/v1/convergence";
            case DID -> "POST /internal/vdr/v2/subject; done when its DID document resolves at the public host";
            case REVOKE_IDENTITY -> "delete the role notenboom-" + id + "-node of the Vault's login method for pods";
            case VALIDATE,
                    PLACE,
                    REDIS,
                    CERTIFICATES,
                    NODE,
                    ROUTES,
                    BACKUP,
                    STOP,
                    DESTROY_KEYS,
                    DESTROY_DATA,
                    CERTIFY -> "the operator does it";
        };
    }
}
