// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.mcsd.api;

import java.time.Instant;

/**
 * Where the directory is.
 *
 * @param url its address as clients see it, without a slash at its end; full URLs and links begin with it
 * @param since since when this process serves it
 */
public record DirectoryBase(String url, Instant since) {}
