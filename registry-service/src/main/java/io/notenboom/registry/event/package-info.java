// SPDX-License-Identifier: Apache-2.0
/** The registry's events: header, payloads and the compact form in which they travel and are stored. */
@NullMarked
package io.notenboom.registry.event;

import org.jspecify.annotations.NullMarked;
