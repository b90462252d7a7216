// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gateway;

import io.notenboom.gateway.model.AbsoluteFile;
import io.notenboom.gateway.model.GatewayModel;
import io.notenboom.gateway.model.GatewayModelReader;
import io.notenboom.gateway.render.GatewayProduct;
import io.notenboom.gateway.render.GatewayRenderer;
import io.notenboom.gateway.render.GatewaySecrets;
import io.notenboom.gateway.run.RunnableGateway;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Renders a gateway model into a folder. */
public final class GatewayConfig {

    private GatewayConfig() {}

    /**
     * Reads the model and the secrets it names and writes the configuration for NGINX. Start NGINX with {@link #nginxCommand}.
     *
     * @see #render(GatewayProduct, Path, Path)
     */
    public static Set<String> render(Path model, Path outDir) throws IOException {
        return render(GatewayProduct.NGINX, model, outDir);
    }

    /**
     * Reads the model and the secrets it names and writes the configuration for a product, mode 0600, each file replaced in one
     * step. Other files in the folder stay.
     *
     * @param model YAML or JSON file
     * @param outDir created when missing
     * @return names of the files and links written
     * @throws io.notenboom.gateway.model.InvalidGatewayModelException if the model or a file it names cannot be used, or the
     *     product cannot carry it out safely
     */
    public static Set<String> render(GatewayProduct product, Path model, Path outDir) throws IOException {
        GatewayModel read = new GatewayModelReader().read(model);
        Map<String, String> files = new GatewayRenderer().render(product, read, GatewaySecrets.read(read));
        OutputFolder folder = OutputFolder.at(outDir);
        for (Map.Entry<String, String> file : files.entrySet()) {
            folder.write(file.getKey(), file.getValue());
        }
        Set<String> names = new TreeSet<>(files.keySet());
        for (Map.Entry<String, AbsoluteFile> link : product.links(read).entrySet()) {
            folder.link(link.getKey(), link.getValue().path());
            names.add(link.getKey());
        }
        return Set.copyOf(names);
    }

    /**
     * The command that runs NGINX in the foreground with a rendered configuration; it needs no privileges, keeps its pid and
     * temporary files in the folder and logs to standard error. SIGTERM stops it at once, SIGQUIT after requests under way.
     *
     * @param nginx the program
     * @param outDir folder that {@link #render} wrote
     */
    public static List<String> nginxCommand(Path nginx, Path outDir) {
        return RunnableGateway.NGINX.command(nginx, outDir);
    }
}
