// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli;

import io.notenboom.gateway.GatewayConfig;
import io.notenboom.gateway.model.InvalidGatewayModelException;
import io.notenboom.gateway.render.GatewayProduct;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code notenboom cli gateway-config}: renders a gateway model. */
@Command(
        name = "gateway-config",
        description = "Renders a gateway model (YAML or JSON) as the configuration of a gateway.",
        mixinStandardHelpOptions = true)
public final class GatewayCommand implements Callable<Integer> {

    @Parameters(index = "0", description = "The model.")
    Path model = Path.of("gateway.yaml");

    @Parameters(index = "1", description = "Folder for the configuration; made when missing.")
    Path folder = Path.of("gateway");

    @Option(
            names = "--for",
            paramLabel = "GATEWAY",
            defaultValue = "nginx",
            description = "nginx, nginx-njs, nginx-plus, haproxy, caddy, apache, envoy, traefik, kong, apisix, opa or"
                    + " gateway-api (default: ${DEFAULT-VALUE}).")
    String gateway = "nginx";

    @Override
    public Integer call() {
        Optional<GatewayProduct> product = GatewayProduct.of(gateway);
        if (product.isEmpty()) {
            System.err.println(
                    "notenboom: there is no gateway '" + gateway + "'; there are: " + GatewayProduct.names());
            return 2;
        }
        try {
            Set<String> files = GatewayConfig.render(product.get(), model, folder);
            files.stream().sorted().map(folder::resolve).forEach(System.out::println);
            return 0;
        } catch (InvalidGatewayModelException invalid) {
            System.err.println("notenboom: " + invalid.getMessage());
            return 2;
        } catch (NoSuchFileException missing) {
            System.err.println("notenboom: there is no file " + missing.getFile());
            return 2;
        } catch (IOException failure) {
            System.err.println("notenboom: cannot read " + model + " or write " + folder + ": " + failure.getMessage());
            return 1;
        }
    }
}
