// SPDX-License-Identifier: Apache-2.0
/** Full-text search for care organisations, kept up to date with the projection. */
@NullMarked
package io.notenboom.registry.search;

import org.jspecify.annotations.NullMarked;
