// SPDX-License-Identifier: Apache-2.0
/** The port behind which each gateway product has its renderer. */
@NullMarked
package io.notenboom.gateway.render;

import org.jspecify.annotations.NullMarked;
