// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.notenboom.gateway.render;

import org.jspecify.annotations.NullMarked;
