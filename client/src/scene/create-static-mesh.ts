// Meshes out of coloured triangles: Babylon's vertex lists, with normals, and the winding Babylon takes for the outside.
import { Mesh } from "@babylonjs/core/Meshes/mesh.js";
import { VertexData } from "@babylonjs/core/Meshes/mesh.vertexData.js";
import type { Scene } from "@babylonjs/core/scene.js";
import { type BodyGeometry, smoothNormals } from "./body-geometry.ts";

type Surface = Pick<BodyGeometry, "positions" | "indices" | "colours">;

/** For everything without bones. */
export function createStaticMesh(scene: Scene, name: string, surface: Surface): Mesh {
  const mesh = new Mesh(name, scene);
  toVertexData(surface).applyToMesh(mesh);
  mesh.isPickable = false;
  mesh.hasVertexAlpha = false;
  return mesh;
}

export function toVertexData({ positions, indices, colours }: Surface): VertexData {
  const vertices = new VertexData();
  vertices.positions = positions;
  vertices.colors = colours;
  vertices.normals = smoothNormals(positions, indices);
  // Our triangles run counter-clockwise seen from outside; Babylon's front faces run clockwise.
  vertices.indices = indices.map((_, i) => indices[i - (i % 3) + [0, 2, 1][i % 3]!] as number);
  return vertices;
}
