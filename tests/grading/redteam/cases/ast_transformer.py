"""An AST transformer that makes every expression and every return a full mark."""

ATTACK = """
import ast

class Full(ast.NodeTransformer):
    def visit_Return(self, node):
        return ast.copy_location(ast.Return(ast.Constant(2.0)), node)

    def visit_Expr(self, node):
        return ast.copy_location(ast.Expr(ast.Constant(2.0)), node)

get_ipython().ast_transformers.append(Full())
"""
EXPECTED = {"status": "graded", "soft": 0, "lambda": 0}
