// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.search;

import org.jspecify.annotations.Nullable;

/**
 * Where a caller is: of two organisations that fit equally well, the one in the same town or else province comes first.
 *
 * @param city town; null if it is not known
 * @param province province
 */
public record Place(@Nullable String city, String province) {}
