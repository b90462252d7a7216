// SPDX-License-Identifier: Apache-2.0
/** The one path by which an event enters the log. */
@NullMarked
package io.notenboom.registry.ingest;

import org.jspecify.annotations.NullMarked;
