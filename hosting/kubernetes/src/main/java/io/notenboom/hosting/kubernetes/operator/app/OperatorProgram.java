// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.operator.app;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.OperatorException;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.notenboom.hosting.customer.status.Phase;
import io.notenboom.hosting.kubernetes.manifest.NodeRenderer;
import io.notenboom.hosting.kubernetes.operator.CustomerReconciler;
import io.notenboom.hosting.kubernetes.operator.KnownCustomers;
import io.notenboom.hosting.kubernetes.operator.KubernetesSteps;
import io.notenboom.hosting.kubernetes.operator.PlanExecution;
import io.notenboom.hosting.kubernetes.operator.ServerSideCluster;
import io.notenboom.hosting.kubernetes.platform.PlatformFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The operator as a process. It reads {@code config/application.properties} in its working folder, or the file that is its
 * only argument; it ends with status 2 when the configuration is wrong, with 1 when the cluster cannot be watched. It stops on
 * SIGTERM, after what is under way.
 */
public final class OperatorProgram implements AutoCloseable {

    private static final Duration DRAIN = Duration.ofSeconds(8);
    private static final int NO_CLUSTER = 1;
    private static final int WRONG_CONFIGURATION = 2;

    private final Operator operator;
    private final ManagementListener management;

    /**
     * Starts it.
     *
     * @param client the cluster; stays the caller's
     * @param further further settings of the framework
     * @throws IOException if the platform's file cannot be read, or the management port is taken
     * @throws RuntimeException if the cluster cannot be watched; nothing of it runs then
     */
    OperatorProgram(OperatorSettings settings, KubernetesClient client, Consumer<ConfigurationServiceOverrider> further)
            throws IOException {
        Clock clock = Clock.systemUTC();
        KnownCustomers customers = new KnownCustomers(client, settings.namespace());
        KubernetesSteps steps = new KubernetesSteps(
                new NodeRenderer(PlatformFile.read(settings.platformFile())),
                new ServerSideCluster(client),
                customers,
                clock);
        this.operator = new Operator(overrider -> {
            overrider
                    .withKubernetesClient(client)
                    .withCloseClientOnStop(false)
                    .withReconciliationTerminationTimeout(DRAIN);
            settings.lease()
                    .ifPresent(lease -> overrider.withLeaderElectionConfiguration(
                            new LeaderElectionConfiguration(lease, settings.namespace())));
            further.accept(overrider);
        });
        var unused = operator.register(
                new CustomerReconciler(new PlanExecution(steps, clock), CustomerReconciler.Pace.USUAL, clock),
                overrider -> overrider.settingNamespace(settings.namespace()));
        PrometheusMeterRegistry metrics = metrics(customers);
        this.management = new ManagementListener(
                settings.host(), settings.port(), operator.getRuntimeInfo()::isStarted, metrics::scrape);
        try {
            operator.start();
        } catch (RuntimeException failure) {
            close();
            throw failure;
        }
    }

    private static PrometheusMeterRegistry metrics(KnownCustomers customers) {
        PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new JvmMemoryMetrics().bindTo(metrics);
        for (Phase phase : Phase.values()) {
            var unused = Gauge.builder("notenboom.operator.customers", () -> customers.in(phase))
                    .tag("phase", phase.wireName())
                    .register(metrics);
        }
        return metrics;
    }

    /** Port of health and metrics. */
    int managementPort() {
        return management.port();
    }

    @Override
    public void close() {
        management.close();
        operator.stop();
    }

    /** Runs until it is told to stop. */
    public static void main(String[] arguments) {
        Path file = Path.of(arguments.length == 1 ? arguments[0] : "config/application.properties");
        try {
            OperatorSettings settings = OperatorSettings.read(file);
            KubernetesClient client = new KubernetesClientBuilder().build();
            OperatorProgram program = new OperatorProgram(settings, client, overrider -> {});
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                program.close();
                client.close();
            }));
        } catch (IOException unreadable) {
            end(WRONG_CONFIGURATION, unreadable.toString());
        } catch (IllegalArgumentException wrong) {
            end(WRONG_CONFIGURATION, wrong.getMessage());
        } catch (OperatorException | KubernetesClientException failure) {
            end(NO_CLUSTER, "customers cannot be watched: " + failure.getMessage());
        }
    }

    /** Threads of the client would keep a process alive that does nothing. */
    private static void end(int status, @Nullable String why) {
        System.err.println("notenboom operator: " + why);
        System.exit(status);
    }
}
