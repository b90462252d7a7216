// SPDX-License-Identifier: Apache-2.0
package io.notenboom.vault.customer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.custody.CustodyException;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.vault.VaultClient;
import io.notenboom.vault.http.VaultAnswer;
import io.notenboom.vault.http.VaultCall;
import io.notenboom.vault.http.VaultRefusedException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Steps of a host that can be done again: each leaves what it asks for, whatever was there. */
final class HostCalls {

    private static final int ATTEMPTS = 50;
    private static final long PAUSE_MILLISECONDS = 100;

    private final VaultClient vault;

    HostCalls(VaultClient vault) {
        this.vault = vault;
    }

    VaultAnswer read(String path) {
        return vault.call(VaultCall.read(path));
    }

    VaultAnswer list(String path) {
        return vault.call(VaultCall.list(path));
    }

    VaultAnswer write(String path, ObjectNode body) {
        return vault.call(VaultCall.write(path, body).repeated());
    }

    void delete(String path) {
        var unused = vault.call(VaultCall.delete(path));
    }

    /** Type of the engine at a mount, with its version if it has one; empty if there is none. */
    Optional<String> engine(String mount) {
        var about = read("sys/mounts").data().path(mount + "/");
        if (about.isMissingNode()) {
            return Optional.empty();
        }
        String version = about.path("options").path("version").asText();
        return Optional.of(about.path("type").asText() + (version.isEmpty() ? "" : "-v" + version));
    }

    /**
     * Mounts an engine if it is not there.
     *
     * @param engine {@code transit} or {@code kv-v2}
     * @throws CustodyException if another one is there
     */
    void mount(String mount, String engine) {
        Optional<String> there = engine(mount);
        if (there.isEmpty()) {
            ObjectNode body = StrictJson.newObject().put("type", engine.equals("kv-v2") ? "kv" : engine);
            if (engine.equals("kv-v2")) {
                body.putObject("options").put("version", "2");
            }
            try {
                var unused = write("sys/mounts/" + mount, body);
            } catch (VaultRefusedException taken) {
                // somebody else mounted it meanwhile; what, is looked at below
                if (!taken.isBadRequest()) {
                    throw taken;
                }
            }
            there = engine(mount);
        }
        if (!there.equals(Optional.of(engine))) {
            throw new CustodyException("at " + mount + "/ in the Vault is " + there.orElse("nothing") + ", not "
                    + engine + "; nothing of it was changed");
        }
    }

    /** Takes a mount away with all that is in it; nothing happens if it is not there. */
    void unmount(String mount) {
        if (engine(mount).isPresent()) {
            delete("sys/mounts/" + mount);
        }
    }

    /** A fresh key-value engine is busy for a moment. */
    void demandCheckAndSet(String mount) {
        for (int attempt = 1; ; attempt++) {
            try {
                var unused = write(mount + "/config", StrictJson.newObject().put("cas_required", true));
                return;
            } catch (VaultRefusedException busy) {
                if (!busy.isBadRequest() || attempt == ATTEMPTS) {
                    throw busy;
                }
                pause(busy);
            }
        }
    }

    private static void pause(CustodyException reason) {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw reason;
        }
    }

    void policy(String name, String rules) {
        var unused = write("sys/policies/acl/" + name, StrictJson.newObject().put("policy", rules));
    }
}
